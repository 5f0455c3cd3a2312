import { runService } from '@wsis/service';
import { promotionService } from './index.js';

await runService(promotionService);
