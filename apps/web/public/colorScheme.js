// Runs before the first paint, so that a dark choice never flashes white. A file of its own because the content security policy allows no inline script.
(function () {
  var stored;
  try {
    stored = localStorage.getItem('rapport-color-scheme');
  } catch {
    stored = null;
  }
  var wantsDark = stored === 'dark' || (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', wantsDark ? 'dark' : 'light');
  document.documentElement.style.backgroundColor = wantsDark ? '#12181b' : '#ffffff';
})();
