import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Csrf } from './csrf.js';
import { PermissionGuard } from './permission.guard.js';
import { SessionCookie } from './session-cookie.js';

/** Needs a `SessionLookup` from a global module: the guard stands before routes of every room. */
@Global()
@Module({
  providers: [Csrf, SessionCookie, { provide: APP_GUARD, useClass: PermissionGuard }],
  exports: [Csrf, SessionCookie],
})
export class AuthModule {}
