import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/index.js';
import { HealthRegistry } from './health-registry.js';
import type { HealthReport } from './health-registry.js';

/** For whoever watches the service: no sign-in, and nothing in it that would need one. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthRegistry) {}

  @Get('live')
  @Public('a watchdog has no account')
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ description: 'Always, while the process runs' })
  live(): { state: 'up' } {
    return { state: 'up' };
  }

  @Get('ready')
  @Public('a watchdog has no account')
  @ApiOperation({ summary: 'Everything the service depends on, by name' })
  @ApiOkResponse({ description: 'Serving, perhaps degraded' })
  @ApiServiceUnavailableResponse({ description: 'A dependency is down; recovers by itself when it returns' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthReport> {
    const report = await this.health.report();
    response.status(report.state === 'down' ? 503 : 200);
    return report;
  }
}
