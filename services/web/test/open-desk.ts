import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';

/** What is there only while tests run, under a name that a file can give it before. */
const later = <T extends object>(current: () => T): T =>
  new Proxy({} as T, { get: (_none, name) => Reflect.get(current(), name) });

/** The desks of one spec: started once, with a secretary and an auditor, and scripted anew before each test. */
export function openDesk(): { web: ScriptedWeb; secretary: DeskVisitor; auditor: DeskVisitor } {
  let web: ScriptedWeb;
  let secretary: DeskVisitor;
  let auditor: DeskVisitor;
  beforeAll(async () => {
    web = await scriptedWeb();
    secretary = await visitorOf(web);
    auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
  });
  afterAll(() => web.stop());
  beforeEach(() => {
    web.clients.calls.splice(0);
    scriptDesk(web);
  });
  return { web: later(() => web), secretary: later(() => secretary), auditor: later(() => auditor) };
}
