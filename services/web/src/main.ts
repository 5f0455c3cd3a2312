import 'reflect-metadata';
import { runService } from '@wsis/service';
import { webService } from './definition.js';

await runService(webService);
