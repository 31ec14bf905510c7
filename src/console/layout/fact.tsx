import type { ComponentChildren, VNode } from 'preact';

/** A name and what it is, inside a `<dl class="facts">`. */
export function Fact({ name, children }: { name: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
