import request from 'supertest';
import type { Response, Test } from 'supertest';

export interface Login {
  readonly email: string;
  readonly password: string;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Somebody with a session, over the API as a browser carries it. */
export class BrowserPerson {
  private constructor(
    private readonly address: string,
    readonly cookie: string,
    private readonly csrf: string,
    /** What the session still waits for. */
    readonly awaits: string | null,
  ) {}

  static async signIn(address: string, login: Login): Promise<BrowserPerson> {
    const answer = await request(address)
      .post('/api/v1/session')
      .set('User-Agent', 'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0')
      .send({ email: login.email, password: login.password })
      .expect(201);
    return BrowserPerson.of(address, answer);
  }

  /** From any answer that opened a session. */
  static of(address: string, answer: Response): BrowserPerson {
    const { csrfToken, awaits } = answer.body as { csrfToken: string; awaits: string | null };
    const cookie = answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    return new BrowserPerson(address, cookie, csrfToken, awaits);
  }

  call(method: Method, path: string): Test {
    const call = request(this.address)[method](`/api/v1${path}`).set('Cookie', this.cookie);
    return method === 'get' ? call : call.set('x-csrf-token', this.csrf);
  }
}
