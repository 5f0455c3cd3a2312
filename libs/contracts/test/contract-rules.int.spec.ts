import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function buf(cwd: string, ...args: string[]): { status: number | null; output: string } {
  const run = spawnSync(process.execPath, [join(root, 'node_modules/@bufbuild/buf/bin/buf'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { BUF_CACHE_DIR: join(root, '.cache/buf'), ...process.env },
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

describe('The rules for contracts', () => {
  let folder: string;
  const rules = () => join(folder, 'competition/v1/events.proto');
  const edit = (from: string, to: string) => {
    const before = readFileSync(rules(), 'utf8');
    expect(before).toContain(from);
    writeFileSync(rules(), before.replace(from, to));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'contract-rules-'));
    cpSync(join(root, 'proto'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are kept by every contract', () => {
    expect(buf(folder, 'lint')).toEqual({ status: 0, output: '' });
    expect(buf(folder, 'breaking', '--against', 'baseline.binpb')).toEqual({ status: 0, output: '' });
  });

  it('let a new field in', () => {
    edit('string rule_book_hash = 4;', 'string rule_book_hash = 4;\n  string note = 5;');
    expect(buf(folder, 'breaking', '--against', 'baseline.binpb').status).toBe(0);
  });

  it.each([
    ['a field that is gone', 'string rule_book_hash = 4;', ''],
    ['a field of another type', 'int32 rules_version = 2;', 'string rules_version = 2;'],
    ['a field with another number', 'string rule_book_hash = 4;', 'string rule_book_hash = 5;'],
    ['a message under another name', 'message RulesAdopted', 'message RulesTaken'],
  ])('refuse %s', (_, from, to) => {
    edit(from, to);
    const { status, output } = buf(folder, 'breaking', '--against', 'baseline.binpb');
    expect(status).toBe(100);
    expect(output).toContain('competition/v1/events.proto');
  });

  it('refuse a name out of style', () => {
    edit('string rule_book_hash = 4;', 'string ruleBookHash = 4;');
    expect(buf(folder, 'lint').output).toContain('should be lower_snake_case');
  });

  it('keep the generated files current', () => {
    const run = spawnSync(process.execPath, ['scripts/generate-contracts.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status: run.status, output: run.stdout }).toEqual({ status: 0, output: '' });
  });
});
