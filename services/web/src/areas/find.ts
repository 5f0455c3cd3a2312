import { FindController } from '../adapters/http/find.controller.js';
import type { Area } from './area.js';

/** Finds people, submissions, nominees and settings by name. */
export const find: Area = {
  controllers: [FindController],
  desk: [
    {
      path: '/desk/find',
      label: 'web.find.title',
      explained: 'web.find.explained',
      roles: ['screener', 'expert', 'panel-chair', 'translator', 'secretariat', 'auditor'],
    },
  ],
};
