import { runService } from '@wsis/service';
import { evaluationService } from './index.js';

await runService(evaluationService);
