import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/500.css';
import 'antd/dist/reset.css';
import './app.css';
import './forms.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { accessOperations } from '../../core/access/operations.ts';
import { Problem } from './call.ts';
import { LanguageProvider, useLanguage } from './language.tsx';
import { router } from './router.tsx';
import { theme } from './theme.ts';

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // The session ended while a page was open: asking who is signed in leads to the sign-in page and back.
      if (error instanceof Problem && error.code === 'common.sign-in-required') void client.invalidateQueries({ queryKey: [accessOperations.viewSession.name] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused stays refused; only an unanswered or failed request is worth a second try.
      retry: (count, error) => count < 1 && error instanceof Problem && (error.status === 0 || error.status >= 500),
    },
  },
});

function Root() {
  const { language } = useLanguage();
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zh : en} button={{ autoInsertSpace: false }}>
      <App>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}

const place = document.getElementById('root');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <Root />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
