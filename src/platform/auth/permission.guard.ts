import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Principal } from '../../kernel/principal.js';
import { EntryIncomplete, NotPermitted, NotSignedIn, RouteWithoutAccess } from './auth.errors.js';
import { bearerIn } from './bearer.js';
import type { AuthenticatedRequest } from './caller.decorator.js';
import { Csrf } from './csrf.js';
import { mayAnywhere } from './may.js';
import { ACCESS, DURING_ENTRY } from './permission.decorator.js';
import type { Access } from './permission.decorator.js';
import { hashToken, SessionLookup, TokenLookup } from './session.js';
import type { CurrentSession } from './session.js';
import { SessionCookie } from './session-cookie.js';

/** Stands before every route: who is calling, was the request really theirs, do they hold the permission at all. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionLookup,
    private readonly tokens: TokenLookup,
    private readonly cookie: SessionCookie,
    private readonly csrf: Csrf,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(context);
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const bearer = bearerIn(request);
    if (bearer !== null) request.program = await this.tokens.find(hashToken(bearer));
    // A program is nobody else: what a cookie beside the token would add is not looked at.
    else request.session = await this.sessionOf(request);
    if (access.kind === 'public') this.csrf.checkOrigin(request);
    else {
      const caller = request.program ?? this.signedIn(request, context);
      if (!mayAnywhere(caller, access.permission)) throw new NotPermitted();
    }
    return true;
  }

  private signedIn(request: AuthenticatedRequest, context: ExecutionContext): Principal {
    const { session } = request;
    if (!session) throw new NotSignedIn();
    this.csrf.check(request, session.tokenHash);
    const { awaits } = session;
    if (awaits !== null && !this.isDuringEntry(context)) throw new EntryIncomplete(awaits);
    return session.principal;
  }

  private accessOf(context: ExecutionContext): Access {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]);
    if (access === undefined) throw new RouteWithoutAccess(`${controller.name}.${handler.name}`);
    return access;
  }

  private isDuringEntry(context: ExecutionContext): boolean {
    const where = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<boolean | undefined>(DURING_ENTRY, where) ?? false;
  }

  private async sessionOf(request: AuthenticatedRequest): Promise<CurrentSession | null> {
    const token = this.cookie.read(request.headers.cookie);
    if (token === null) return null;
    const tokenHash = hashToken(token);
    const found = await this.sessions.find(tokenHash);
    return found && { ...found, tokenHash, csrfToken: this.csrf.tokenFor(tokenHash) };
  }
}
