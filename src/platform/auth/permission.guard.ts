import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NotPermitted, NotSignedIn, RouteWithoutAccess } from './auth.errors.js';
import type { AuthenticatedRequest } from './caller.decorator.js';
import { Csrf } from './csrf.js';
import { mayAnywhere } from './may.js';
import { ACCESS } from './permission.decorator.js';
import type { Access } from './permission.decorator.js';
import { hashToken, SessionLookup } from './session.js';
import type { CurrentSession } from './session.js';
import { SessionCookie } from './session-cookie.js';

/** Stands before every route: who is calling, was the request really theirs, do they hold the permission at all. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionLookup,
    private readonly cookie: SessionCookie,
    private readonly csrf: Csrf,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(context);
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const session = await this.sessionOf(request);
    request.session = session;
    if (access.kind === 'public') {
      this.csrf.checkOrigin(request);
      return true;
    }
    if (session === null) throw new NotSignedIn();
    this.csrf.check(request, session.tokenHash);
    if (!mayAnywhere(session.principal, access.permission)) throw new NotPermitted();
    return true;
  }

  private accessOf(context: ExecutionContext): Access {
    const handler = context.getHandler();
    const controller = context.getClass();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]);
    if (access === undefined) throw new RouteWithoutAccess(`${controller.name}.${handler.name}`);
    return access;
  }

  private async sessionOf(request: AuthenticatedRequest): Promise<CurrentSession | null> {
    const token = this.cookie.read(request.headers.cookie);
    if (token === null) return null;
    const tokenHash = hashToken(token);
    const found = await this.sessions.find(tokenHash);
    return found && { ...found, tokenHash, csrfToken: this.csrf.tokenFor(tokenHash) };
  }
}
