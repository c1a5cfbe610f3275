import { useCallback } from 'react';
import { translations, useMessages } from './language.ts';

const messages = translations(
  {
    base: 'Base network',
    pruned: 'Plainly pruned (control)',
    random: 'Randomly pruned (control)',
    scratch: 'From scratch (control)',
    all: 'All networks',
    sketch: 'Sketch',
    merge: 'Merge',
    refit: 'Refit',
  },
  {
    base: '基准网络',
    pruned: '直接剪枝（对照）',
    random: '随机剪枝（对照）',
    scratch: '从头训练（对照）',
    all: '所有网络',
    sketch: '草图补偿',
    merge: '合并补偿',
    refit: '重拟合',
  },
);

/** What a network of a run is called in the user's language; what tells several compensations apart stays as the results name it. */
export function useNetworkNames(): (variant: string) => string {
  const say = useMessages(messages);
  return useCallback(
    (variant) => {
      switch (variant) {
        case 'base':
        case 'pruned':
        case 'random':
        case 'scratch':
        case 'all':
          return say[variant];
        default: {
          const [method = '', ...traits] = variant.split('-');
          if (method !== 'sketch' && method !== 'merge' && method !== 'refit') return variant;
          return traits.length === 0 ? say[method] : `${say[method]} (${traits.join(' ')})`;
        }
      }
    },
    [say],
  );
}
