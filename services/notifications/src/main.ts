import { runService } from '@wsis/service';
import { notificationsService } from './index.js';

await runService(notificationsService);
