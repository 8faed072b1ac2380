import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The desk is embedded in the program and served under a policy that allows files of its own only: nothing may be inlined.
export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: process.env.DESK_OUT ?? '../build/web/dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    target: 'es2022',
  },
  server: {
    proxy: {
      '/v1': {
        target: process.env.DESK_SERVER ?? 'http://127.0.0.1:8470',
        changeOrigin: true,
        // The server answers pages of its own alone.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
});
