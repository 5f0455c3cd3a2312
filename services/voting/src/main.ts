import 'reflect-metadata';
import { runService } from '@wsis/service';
import { votingService } from './definition.js';

await runService(votingService);
