/* Makes two waits visible; every page works without it. */
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

  function start() {
    document.querySelectorAll('[data-refresh]').forEach(refresh);
    document.querySelectorAll('form[data-upload]').forEach(upload);
    document.querySelectorAll('input[list=zones]').forEach(zone);
  }
  start();
})();
