import 'reflect-metadata';
import { runService } from '@wsis/service';
import { identityService } from './definition.js';

await runService(identityService);
