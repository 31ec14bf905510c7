/* Makes waits visible and gives decisions a key each; every page works without it. */
(() => {
  'use strict';
  const main = () => document.querySelector('main');

  /** Puts the main part of another page of the console in place of this one. */
  function show(html, url) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const part = next.querySelector('main');
    if (!part) return location.assign(url);
    main().replaceWith(document.adoptNode(part));
    document.title = next.title;
    start();
  }

  /** A page that is still changing asks for itself again; when it has stopped, it stops asking. */
  function refresh(element) {
    setTimeout(
      async () => {
        try {
          const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
          if (answer.redirected) return location.assign(answer.url);
          if (answer.ok) return show(await answer.text(), answer.url);
        } catch {
          // The network went away for a moment; the next round will tell.
        }
        refresh(element);
      },
      Number(element.dataset.refresh) * 1000,
    );
  }

  /** Shows how much of a file has gone; the answer is the page that the form would have led to. */
  function upload(form) {
    form.addEventListener('submit', (event) => {
      if (!form.querySelector('[type=file]').value) return;
      event.preventDefault();
      const bar = document.createElement('progress');
      const said = document.createElement('p');
      const id = 'sending';
      Object.assign(bar, { max: 1, value: 0, id });
      said.className = 'sub';
      said.setAttribute('role', 'status');
      said.textContent = form.dataset.upload;
      bar.setAttribute('aria-label', form.dataset.upload);
      const button = form.querySelector('.do button');
      button.disabled = true;
      form.append(said, bar);
      const request = new XMLHttpRequest();
      request.open('POST', form.action);
      request.setRequestHeader('accept', 'text/html');
      request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
      request.upload.onload = () => bar.removeAttribute('value');
      request.onerror = () => {
        bar.remove();
        button.disabled = false;
        said.textContent = form.dataset.failed;
      };
      request.onload = () => {
        if (request.responseURL && request.status < 300) location.assign(request.responseURL);
        else show(request.responseText, location.href);
      };
      request.send(new FormData(form));
    });
  }

  /** The browser knows where it is better than a person knows the name of a zone. */
  function zone(input) {
    if (!input.value) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
  }

  /** A key presses what it stands on, unless somebody is writing. */
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest('input, textarea, select')) return;
    if (event.key === 'j' || event.key === 'k') return step(event.key === 'j' ? 1 : -1);
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    if (wanted.matches('summary')) wanted.parentElement.querySelector('textarea')?.focus();
  });

  /** Down and up a list of flags, from one to the next. */
  function step(by) {
    const links = [...document.querySelectorAll('.list .open')];
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  }

  /** Whoever writes a note is at work: their claim is renewed, at most every two minutes. */
  function renew(form) {
    let last = 0;
    form.addEventListener('input', () => {
      if (Date.now() - last < 120_000) return;
      last = Date.now();
      const body = new URLSearchParams({ _csrf: form.querySelector('[name=_csrf]').value });
      void fetch(form.dataset.renew, { method: 'POST', body, redirect: 'manual' }).catch(() => {});
    });
  }

  /** A button that copies is of no use without a script, so a script shows it. */
  function copy(button) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      await navigator.clipboard.writeText(text.value).catch(() => document.execCommand('copy'));
      button.textContent = button.dataset.copied;
    });
  }

  let stream = null;
  let lastTouch = Date.now();
  for (const sign of ['pointerdown', 'keydown'])
    document.addEventListener(sign, () => (lastTouch = Date.now()), { passive: true });

  /** Nobody at the screen for an hour: a queue that is only lying there keeps no session alive. */
  const UNATTENDED_MS = 3_600_000;

  /** New flags come into an open queue by themselves, unless somebody is reading further down or choosing something. */
  function listen(link) {
    const isBusy = () =>
      scrollY > 240 ||
      document.querySelector('details[open]') ||
      main().contains(document.activeElement.closest('li'));
    const hear = async ({ data }) => {
      const { raised, settled } = JSON.parse(data);
      if (raised + settled === 0) return;
      if (Date.now() - lastTouch > UNATTENDED_MS) return stream.close();
      const now = document.querySelector('[data-stream]');
      if (!now) return;
      now.hidden = false;
      if (isBusy()) return;
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
      if (answer?.redirected) return location.assign(answer.url);
      if (answer?.ok && !isBusy()) show(await answer.text(), answer.url);
    };
    const open = () => {
      if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED)) return;
      stream = new EventSource(link.dataset.stream);
      stream.addEventListener('flags', hear);
    };
    if (stream) return;
    document.addEventListener('visibilitychange', () => (document.hidden ? stream?.close() : open()));
    addEventListener('pagehide', () => stream?.close());
    open();
  }

  function start() {
    document.querySelectorAll('[data-refresh]').forEach(refresh);
    document.querySelectorAll('form[data-upload]').forEach(upload);
    document.querySelectorAll('input[list=zones]').forEach(zone);
    document.querySelectorAll('[data-stream]').forEach(listen);
    document.querySelectorAll('[data-copy]').forEach(copy);
    document.querySelectorAll('form[data-renew]').forEach(renew);
  }
  start();
})();
