import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/index.js';
import { ConsoleModule } from './console/console.module.js';
import { DemoModule } from './demo/index.js';
import { DETECTORS, defaultRegister } from './detection/index.js';
import { EscalationModule } from './escalation/index.js';
import { IncidentsModule } from './incidents/index.js';
import { PeopleModule } from './people/index.js';
import type { PeopleOptions } from './people/index.js';
import { PipelineModule } from './pipeline/index.js';
import { AuthModule } from './platform/auth/index.js';
import type { Floor } from './platform/floor.js';
import { PlatformModule } from './platform/platform.module.js';

/** The table of contents, in the order a message walks: the floor, the rooms, the walk through them, the console. */
@Module({})
export class AppModule {
  static on(floor: Floor): DynamicModule {
    const settings = Object.fromEntries(DETECTORS.map((detector) => [detector.id, detector.settings]));
    const people: Pick<PeopleOptions, 'register' | 'settings'> = { register: defaultRegister(), settings };
    return {
      module: AppModule,
      imports: [
        PlatformModule.on(floor),
        AuthModule,
        AuditModule,
        PeopleModule.with(people),
        EscalationModule,
        IncidentsModule,
        PipelineModule,
        DemoModule,
        ConsoleModule,
      ],
    };
  }
}
