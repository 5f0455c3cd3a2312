/** The generators as Nx calls them: `npx nx g ./scripts/generators:service appeals`. */
import prettier from 'prettier';
import { join } from 'node:path';
import { planEvent } from './event.mjs';
import { planService } from './service.mjs';
import { planUseCase } from './use-case.mjs';

const generator = (plan) => async (tree, options) => {
  const files = {
    read: (path) => (tree.exists(path) ? tree.read(path, 'utf8') : undefined),
    list: (path) => tree.children(path),
  };
  const { changes, next } = plan(files, options);
  for (const { path, text } of changes) tree.write(path, await formatted(tree.root, path, text));
  return () => console.log(`\nNext:\n${next.map((step) => `- ${step}`).join('\n')}\n`);
};

/** Formats what prettier knows and does not ignore. */
async function formatted(root, path, text) {
  const file = join(root, path);
  const { inferredParser, ignored } = await prettier.getFileInfo(file, { ignorePath: join(root, '.prettierignore') });
  if (ignored || inferredParser === null) return text;
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}

export const service = generator(planService);
export const useCase = generator(planUseCase);
export const event = generator(planEvent);
