import { DeskController } from '../adapters/http/desk.controller.js';
import type { Area } from './area.js';

/** Where everybody with work to do begins. */
export const desk: Area = { controllers: [DeskController] };
