import { eventually } from '@wsis/testing';
import { Controller } from '@nestjs/common';
import { migrate } from '@wsis/persistence';
import { messagingMigrations, OnEvent } from '../src/index.js';
import { transportContract } from './transport.contract.js';
import { World } from './world.js';

describe('Events read straight from the PostgreSQL log', () => {
  transportContract({
    options: { kind: 'postgres' },
    prepare: async () => async () => undefined,
    async repeat(world) {
      await world.database.execute('UPDATE voting.consumer_cursors SET position = 0');
    },
  });

  describe('whose producer is not there yet', () => {
    let world: World;
    beforeEach(async () => {
      world = await World.create();
    });
    afterEach(() => world.drop());

    @Controller()
    class WaitsForRules {
      @OnEvent('competition.rules-adopted.v1')
      adopt(): void {}
    }

    it('says so, and goes on by itself once it is', async () => {
      const { transport } = await world.worker([WaitsForRules], { kind: 'postgres' });
      await eventually('unreadiness', () =>
        expect(transport.ready()).toEqual({ ok: false, detail: 'competition.event_log not there yet' }),
      );
      await migrate({
        url: world.testDatabase.url,
        schema: 'competition',
        migrations: messagingMigrations('competition'),
      });
      await eventually('readiness', () => transport.ready().ok);
    });
  });
});
