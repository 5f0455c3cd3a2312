import { DesignController } from '../adapters/http/design.controller.js';
import type { Area } from './area.js';

/** The living page of the parts that pages are made of. */
export const design: Area = { controllers: [DesignController] };
