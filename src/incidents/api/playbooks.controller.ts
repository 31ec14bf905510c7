import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permission } from '../../platform/auth/index.js';
import { PlaybookNotFound } from '../incidents.errors.js';
import type { Playbook } from '../playbooks/playbook.js';
import { PlaybookShelf } from '../playbooks/playbook-shelf.js';

@ApiTags('playbooks')
@Controller('api/v1/playbooks')
@Permission('playbooks.read')
export class PlaybooksController {
  constructor(private readonly shelf: PlaybookShelf) {}

  @Get()
  @ApiOperation({ summary: 'The playbooks that incidents follow' })
  list(): readonly Playbook[] {
    return this.shelf.all();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One playbook with its steps' })
  read(@Param('id') id: string): Playbook {
    const playbook = this.shelf.one(id);
    if (playbook === null) throw new PlaybookNotFound();
    return playbook;
  }
}
