import 'reflect-metadata';
import { runService } from '@wsis/service';
import { competitionService } from './definition.js';

await runService(competitionService);
