import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { PlaybookShelf } from '../../incidents/index.js';
import { Permission } from '../../platform/auth/index.js';
import { ConsolePages } from '../visit/console-pages.js';
import type { Answer } from '../visit/page.js';
import { page } from '../visit/page.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { PlaybookPage } from './playbook-page.js';
import { PlaybooksPage } from './playbooks-page.js';

@Controller('playbooks')
@ConsolePages()
@Permission('playbooks.read')
export class PlaybooksController {
  constructor(private readonly shelf: PlaybookShelf) {}

  @Get()
  list(@Visiting() visit: SignedVisit): Answer {
    return page(<PlaybooksPage visit={visit} playbooks={this.shelf.all()} />);
  }

  @Get(':id')
  read(@Visiting() visit: SignedVisit, @Param('id') id: string): Answer {
    const playbook = this.shelf.one(id);
    if (playbook === null) throw new NotFoundException();
    return page(<PlaybookPage visit={visit} playbook={playbook} />);
  }
}
