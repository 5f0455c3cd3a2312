import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { PublicRulesController } from '../adapters/http/public-rules.controller.js';
import { ServiceRuleReads } from '../adapters/services/rule-reads.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { RuleReads } from '../application/rules/ports.js';
import type { Area } from './area.js';

/** The rules of an edition in plain words. */
export const rules: Area = {
  controllers: [PublicRulesController],
  providers: [
    {
      provide: RuleReads,
      inject: [ServiceCalls, CLOCK],
      useFactory: (calls: ServiceCalls, clock: Clock) => new ServiceRuleReads(calls, () => clock.now().getTime()),
    },
  ],
};
