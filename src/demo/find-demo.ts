import { Injectable } from '@nestjs/common';
import { DemoOrganisation } from '../people/index.js';

/** `broken`: it is being filled right now, or filling was cut short. */
export type DemoState =
  | { readonly kind: 'none' }
  | { readonly kind: 'filled'; readonly since: Date }
  | { readonly kind: 'broken'; readonly since: Date };

/** Whether this installation has a demo. */
@Injectable()
export class FindDemo {
  constructor(private readonly demo: DemoOrganisation) {}

  async execute(): Promise<DemoState> {
    const demo = await this.demo.find();
    if (!demo) return { kind: 'none' };
    if (demo.filledAt) return { kind: 'filled', since: demo.filledAt };
    return { kind: 'broken', since: demo.createdAt };
  }
}
