import { Injectable, StreamableFile, UseFilters, UseInterceptors, applyDecorators } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { SessionCookie } from '../../platform/auth/index.js';
import { ShowTheWayIn } from './show-the-way-in.js';
import type { Answer, Redirect } from './page.js';
import { preparePage } from './send-page.js';
import type { VisitedRequest } from './visit.js';
import { Visits } from './visits.js';

/** Makes the visit before a controller runs and sends what it answers: a page, or another place (303). */
@Injectable()
export class SendAnswers implements NestInterceptor<Answer, StreamableFile | string> {
  constructor(
    private readonly visits: Visits,
    private readonly cookie: SessionCookie,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<StreamableFile | string> {
    const http = context.switchToHttp();
    const request = http.getRequest<VisitedRequest>();
    const response = http.getResponse<Response>();
    request.visit = this.visits.of(request);
    this.visits.remember(request.visit, response);
    return next.handle().pipe(
      map((answer) => {
        if (answer.kind === 'page') return new StreamableFile(preparePage(request, response, answer));
        response.status(303).set({ Location: answer.to, 'Cache-Control': 'no-store' });
        this.apply(answer, response);
        return '';
      }),
    );
  }

  private apply({ session }: Redirect, response: Response): void {
    if (session === 'unchanged') return;
    if (session !== 'ended') {
      this.cookie.write(response, session);
      return;
    }
    this.cookie.clear(response);
    this.visits.forget(response);
  }
}

/** On a controller of the console: it answers with pages, and sends whoever is not signed in to the way in. */
export const ConsolePages = (): ClassDecorator =>
  applyDecorators(UseInterceptors(SendAnswers), UseFilters(ShowTheWayIn));
