import type { ComponentChildren, VNode } from 'preact';

/** Nothing here, said kindly, with what to do next where there is something to do. */
export function EmptyState(props: { title: string; body: string; children?: ComponentChildren }): VNode {
  return (
    <section class="empty">
      <span class="glyph" aria-hidden="true">
        ◐
      </span>
      <h2>{props.title}</h2>
      <p>{props.body}</p>
      {props.children}
    </section>
  );
}
