import 'reflect-metadata';
import { runService } from '@wsis/service';
import { nominationsService } from './definition.js';

await runService(nominationsService);
