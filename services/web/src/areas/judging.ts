import { JudgingController } from '../adapters/http/judging.controller.js';
import { PanelMembersController } from '../adapters/http/panel-members.controller.js';
import { PanelsController } from '../adapters/http/panels.controller.js';
import { ServiceJudging } from '../adapters/services/judging.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { Judging } from '../application/judging/ports.js';
import type { Area } from './area.js';

/** Experts score the Champions; their chairs turn what they said into decisions. */
export const judging: Area = {
  controllers: [JudgingController, PanelsController, PanelMembersController],
  providers: [
    { provide: Judging, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceJudging(calls) },
  ],
  desk: [
    {
      path: '/desk/judging',
      label: 'web.judging.title',
      explained: 'web.judging.explained',
      roles: ['expert', 'panel-chair'],
    },
    {
      path: '/desk/panels',
      label: 'web.panels.title',
      explained: 'web.panels.explained',
      roles: ['panel-chair', 'secretariat', 'auditor'],
    },
  ],
};
