import { translations } from '../../language/language.ts';
import type { NumberRange } from './read-number.ts';

function allowed({ from, to, above = false, below = false, whole = false, multipleOf }: NumberRange): string {
  const limits = [
    ...(from === undefined ? [] : [above ? `above ${from}` : `of at least ${from}`]),
    ...(to === undefined ? [] : [below ? `below ${to}` : `of at most ${to}`]),
  ];
  const kind = multipleOf === undefined ? `${whole ? 'whole ' : ''}number` : `multiple of ${multipleOf}`;
  return `Give a ${kind}${limits.length === 0 ? '' : ` ${limits.join(' and ')}`}.`;
}

function allowedInChinese({ from, to, above = false, below = false, whole = false, multipleOf }: NumberRange): string {
  const limits = [
    ...(from === undefined ? [] : [`${above ? '大于' : '不小于'} ${from}`]),
    ...(to === undefined ? [] : [`${below ? '小于' : '不大于'} ${to}`]),
  ];
  const kind = multipleOf === undefined ? (whole ? '整数' : '数值') : ` ${multipleOf} 的倍数`;
  return `请输入${limits.length === 0 ? '' : ` ${limits.join('且')} 的`}${kind}。`;
}

export const partMessages = translations(
  { allowed, more: 'More settings', choose: 'Choose…', takeBack: 'Take back' },
  { allowed: allowedInChinese, more: '更多设置', choose: '选择…', takeBack: '撤销选择' },
);
