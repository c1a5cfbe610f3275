import { useCallback } from 'react';
import { translations, useMessages } from './language.ts';

/** Words of a compensation's name, where they read otherwise. */
type TraitWords = Readonly<Partial<Record<string, string>>>;
const traitsInEnglish: TraitWords = {};
const traitsInChinese: TraitWords = {
  aligned: '对齐',
  unaligned: '未对齐',
  carried: '传递混合',
  refitted: '再拟合',
  alpha: 'α',
  scale: '缩放',
  none: '无',
  kept: '保留强度',
  unit: '单位长度',
  images: '图像',
  ridge: '岭系数',
};

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
    traits: traitsInEnglish,
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
    traits: traitsInChinese,
  },
);

/** What a network of a run is called in the user's language, several compensations by what tells them apart. */
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
          const words = traits.map((word) => say.traits[word] ?? word);
          return words.length === 0 ? say[method] : `${say[method]} (${words.join(' ')})`;
        }
      }
    },
    [say],
  );
}
