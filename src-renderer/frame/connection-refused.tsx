import type { ReactNode } from 'react';

/** Shown where the page can't reach its host at all, before any setting is known: so in both languages. */
export function ConnectionRefused(): ReactNode {
  return (
    <main className="page">
      <section className="notice notice-error" role="alert">
        <h1>Espalier can’t be reached</h1>
        <p>
          Open the whole address that <code>espalier serve</code> printed, with the part after #: it is the key to this
          page.
        </p>
        <h2 lang="zh-CN">无法连接 Espalier</h2>
        <p lang="zh-CN">
          请打开 <code>espalier serve</code> 打印出的完整地址（包括 # 后面的部分），它是访问此页面的密钥。
        </p>
      </section>
    </main>
  );
}
