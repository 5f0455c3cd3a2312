/** Catches the mail of a cluster and shows it: node mail-catcher.mjs FOLDER HTTP_PORT ADDRESS_FILE */
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { MailCatcher } from '../../services/platform/dist/mail-catcher.js';

const [folder, port, addressFile] = process.argv.slice(2);
const catcher = new MailCatcher(folder);
const address = await catcher.start();
const server = createServer((request, response) => {
  catcher.handle(request, response).catch(() => response.writeHead(500).end());
});
server.listen(Number(port), '127.0.0.1', () => {
  writeFileSync(`${addressFile}.half`, address);
  renameSync(`${addressFile}.half`, addressFile);
});
process.on('SIGTERM', () => process.exit(0));
