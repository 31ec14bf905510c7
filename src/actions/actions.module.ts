import { Module } from '@nestjs/common';
import { ActionBook } from './action-book.js';
import { ActionsRepository } from './actions.repository.js';

@Module({ providers: [ActionBook, ActionsRepository], exports: [ActionBook] })
export class ActionsModule {}
