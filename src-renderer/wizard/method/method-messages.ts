import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import type { SketchRecipe } from '../../../src-shared/recipe.ts';
import { translations } from '../../language/language.ts';
import type { Amount } from '../draft/amount.ts';
import type { Criterion } from '../draft/approach.ts';

interface ApproachText {
  readonly text: string;
  readonly not: string;
}

const approaches: Readonly<Record<Criterion, ApproachText>> = {
  'bn-scale': {
    text: 'Training pushes the scale of unneeded channels towards zero; those with the smallest scales go, across all layers.',
    not: 'Not for networks that you don’t train here, or without batch normalisation.',
  },
  l1: {
    text: 'Filters whose weights are small in sum do little, so they go. The same share of every layer.',
    not: 'Not where layers differ much in what they can spare.',
  },
  l2: {
    text: 'Like the L1 norm, but squares the weights: a few large ones save a filter.',
    not: 'Not expected to differ much from L1: take one of them.',
  },
  'geometric-median': {
    text: 'Filters that are much like all others can be stood in for, so they go, be they large or small.',
    not: 'Not where a layer has few filters, which are all different.',
  },
  random: {
    text: 'Filters are drawn by lot. Shows what the choice of filters is worth at all.',
    not: 'Not for a network that you want to use.',
  },
};

const approachesInChinese: Readonly<Record<Criterion, ApproachText>> = {
  'bn-scale': {
    text: '训练会把不需要的通道的缩放因子推向零；在所有层中剪除缩放因子最小的通道。',
    not: '不适用于不在此处训练的网络，或没有批归一化的网络。',
  },
  l1: {
    text: '权重绝对值之和小的滤波器作用较小，因此剪除。每层剪除相同比例。',
    not: '不适用于各层冗余程度差异很大的网络。',
  },
  l2: {
    text: '与 L1 范数类似，但使用平方：少数较大的权重即可保住滤波器。',
    not: '通常与 L1 差别不大，二者选一即可。',
  },
  'geometric-median': {
    text: '与其他滤波器相似者可被替代，因此剪除，无论其权重大小。',
    not: '不适用于滤波器很少且各不相同的层。',
  },
  random: {
    text: '随机抽取滤波器。用于检验滤波器的选择本身有多大意义。',
    not: '不适用于您打算实际使用的网络。',
  },
};

const amounts: Readonly<Record<Amount, string>> = {
  ratio: 'Share of channels to remove',
  parameters: 'Share of parameters to keep',
  macs: 'Share of MACs to keep',
  layers: 'A share for each layer',
};
const amountsInChinese: Readonly<Record<Amount, string>> = {
  ratio: '剪除的通道比例',
  parameters: '保留的参数比例',
  macs: '保留的 MACs 比例',
  layers: '逐层设定比例',
};

type Basis = Exclude<PlanPreview['basis'], 'initial'> | 'initial-uniform' | 'initial-global';

const bases: Readonly<Record<Basis, string>> = {
  'initial-uniform':
    'The size is sure. Which channels of a layer go is decided after training; the random weights of now say nothing about that.',
  'initial-global':
    'Only a first guess: it ranks random initial weights. Training decides which channels go, and how many of each layer.',
  file: 'From the weights in your file: without further training, this is what will be removed.',
  trained: 'From the weights that an earlier run trained by the same settings: this is what will be removed.',
};
const basesInChinese: Readonly<Record<Basis, string>> = {
  'initial-uniform': '规模是确定的。各层剪除哪些通道在训练后决定，目前的随机权重不能说明问题。',
  'initial-global': '仅为初步猜测：依据随机初始权重排序。剪除哪些通道、各层剪除多少，由训练决定。',
  file: '基于文件中的权重：若不再训练，将按此剪除。',
  trained: '基于此前相同设置的运行所训练的权重：将按此剪除。',
};

const solvers: Readonly<Record<SketchRecipe['solver'], string>> = {
  'frequent-directions': 'Frequent Directions (the paper’s)',
  'fast-frequent-directions': 'Fast Frequent Directions',
  'liberty-2013': 'Liberty 2013',
  svd: 'Exact (singular value decomposition)',
};
const solversInChinese: Readonly<Record<SketchRecipe['solver'], string>> = {
  'frequent-directions': 'Frequent Directions（论文方法）',
  'fast-frequent-directions': 'Fast Frequent Directions',
  'liberty-2013': 'Liberty 2013',
  svd: '精确解（奇异值分解）',
};

export const methodMessages = translations(
  {
    title: 'What should go, and how much?',
    lead: 'Pick an approach and an amount. The preview shows the result at once, before any training.',
    approach: 'Approach',
    approaches,
    amount: 'How much',
    amountBy: 'Said as',
    amounts,
    amountPercent: (what: string) => `${what} (%)`,
    layerShares: 'Share of each layer’s channels to remove (%)',
    layersWait: 'The layers are listed as soon as the preview knows them.',
    scope: 'Where',
    scopes: { uniform: 'The same share of every layer', global: 'One ranking of all layers' },
    scopeHints: {
      uniform: 'Safe: no layer is emptied.',
      global: 'Takes more from layers that can spare it. “Least channels a layer” keeps any from being emptied.',
    },
    sparsity: 'Sparsity strength during training',
    sparsityHint: 'Weight of the penalty on scales. 0.0001 is usual; more empties more channels and costs accuracy.',
    noSparsity: 'Without sparsity training the scales say little about which channels are needed.',
    minChannels: 'Least channels a layer',
    minShare: 'Least share of its channels a layer keeps (%)',
    minShareHint: 'SlimYOLOv3’s is 10.',
    noFloor: 'none',
    rounding: 'Channel counts',
    roundings: { multiples: 'In multiples of a number', latency: 'In steps of this computer’s latency' },
    roundingHints: {
      multiples: 'The same for all layers.',
      latency:
        'The run times every layer on its device and takes the numbers of channels above which it gets slower. For networks that will run on a computer like this one.',
    },
    unrounded:
      'The numbers here are not rounded to steps of latency yet: nobody has measured those for networks of this shape.',
    rounded: (moment: string) => `Rounded to the steps of latency that were measured on ${moment}.`,
    roundTo: 'Multiples of',
    roundToHint: '8 or 16 suits most accelerators; 1 is exact.',
    exclude: 'Leave these layers as they are',
    absorbBias: 'Carry the constants of removed channels over to the next layer',
    absorbBiasHint: 'What a removed channel still gives after normalisation is added to the next layer as a constant.',
    compensation: 'Compensation',
    compensationLead:
      'Plain pruning forgets what the removed filters knew. A compensation carries part of it into the smaller network at the same size. Each one you add becomes a network of its own in the result, beside the plain one.',
    compensations: {
      sketch: {
        title: 'Sketch',
        text: 'The paper’s: a layer’s filters are replaced by a short summary of all of them. Needs only the weights.',
      },
      merge: {
        title: 'Merge',
        text: 'What removed filters did is shared out among the kept ones in the next layer. Needs only the weights.',
      },
      refit: {
        title: 'Refit',
        text: 'Each layer is fitted anew to give its former outputs, over some training images. Takes longest, and usually keeps most before fine-tuning.',
      },
    },
    compensationMeasured:
      'What we measured (VGG16 ×0.25 on CIFAR-10): without fine-tuning, refit keeps most; after four epochs of it, none did better than plain pruning, and the sketch stayed below.',
    noneChosen: 'None: the filters that are kept stay as they are.',
    add: (what: string) => `Add ${what}`,
    addedOnce: 'Merge has no settings, so once is enough.',
    remove: 'Remove',
    removeOf: (what: string) => `Remove ${what}`,
    repeated: 'The same as one above: change or remove it.',
    alpha: 'α: layers that lose more than this (%)',
    alphaHint: 'Only layers that lose a larger share of their filters are sketched.',
    align: 'Turn the sketch towards the kept filters',
    alignHint: 'Our addition to the paper. Without it the next layer meets unfamiliar channels.',
    solver: 'Solver',
    solvers,
    scale: 'Scale the summary',
    scales: { none: 'Not at all', kept: 'To the strength of the kept filters', unit: 'To 1' },
    carry: 'Carry the mixing over to the next layer',
    sketchRefit: 'Then refit over training images',
    images: 'Training images to look at',
    ridge: 'Hold on to the weights (ridge)',
    preview: 'Preview',
    previewWaiting: 'Choose an approach to see what it does.',
    previewMissing: 'The preview needs a data set and a network.',
    previewing: 'Planning',
    updating: 'Updating…',
    bases,
    basisTitle: 'How sure this is',
    parameters: 'Parameters',
    macs: 'MACs for one image',
    before: 'Before',
    after: 'After',
    change: 'Smaller by',
    keptShare: 'Kept',
    smallest: 'Smallest possible with these limits',
    costs: 'Size before and after',
    layers: 'Layers',
    layersChart: {
      channels: 'Channels kept and removed',
      parameters: 'Parameters kept and removed',
      macs: 'MACs kept and removed',
    },
    show: 'Show',
    measures: { channels: 'Channels', parameters: 'Parameters', macs: 'MACs' },
    kept: 'Kept',
    removed: 'Removed',
    layersSummary: (kept: string, all: string, layers: string) =>
      `${kept} of ${all} are kept in ${layers} layers that can be pruned.`,
    layer: 'Layer',
    note: 'Note',
    notes: (count: string) => `Layers that don’t keep what was asked: ${count}`,
    certifying: 'Working out how much information the compensation keeps',
    information: (variant: string) => `Information kept: ${variant}`,
    informationLead:
      'Of each sketched layer: how much of its information the sketch keeps (1 − its error), what the solver promises at least (nothing where zero rows are filled), and what the plainly kept filters keep.',
    informationNone: 'This compensation keeps the kept filters, so there is nothing to certify before the run.',
    noLayerSelected: 'No layer loses more than α, so this compensation changes nothing.',
    sketched: 'Kept by the sketch',
    promised: 'Promised at least',
    plainly: 'Kept plainly',
    filters: 'Filters',
    unprunable: 'What can’t be pruned',
    channels: 'Channels',
    reason: 'Reason',
    planned: (milliseconds: string) => `Planned in ${milliseconds}.`,
  },
  {
    title: '剪除什么，剪除多少？',
    lead: '选择方法和剪枝量。预览会立即显示结果，无需训练。',
    approach: '方法',
    approaches: approachesInChinese,
    amount: '剪枝量',
    amountBy: '表示方式',
    amounts: amountsInChinese,
    amountPercent: (what: string) => `${what}（%）`,
    layerShares: '各层剪除的通道比例（%）',
    layersWait: '预览得出各层后会列在此处。',
    scope: '范围',
    scopes: { uniform: '每层相同比例', global: '所有层统一排序' },
    scopeHints: {
      uniform: '稳妥：不会有层被剪空。',
      global: '从更有冗余的层剪除更多。“每层最少通道数”可防止某层被剪空。',
    },
    sparsity: '训练中的稀疏强度',
    sparsityHint: '对缩放因子的惩罚权重。通常为 0.0001；越大则清空的通道越多，但会损失准确率。',
    noSparsity: '没有稀疏训练时，缩放因子难以说明哪些通道有用。',
    minChannels: '每层最少通道数',
    minShare: '每层至少保留的通道比例（%）',
    minShareHint: 'SlimYOLOv3 为 10。',
    noFloor: '无',
    rounding: '通道数取整方式',
    roundings: { multiples: '取某个数的倍数', latency: '取本机延迟的台阶' },
    roundingHints: {
      multiples: '所有层相同。',
      latency: '运行时在所用设备上测量每一层的耗时，并取超过即变慢的通道数。适用于将在同类计算机上运行的网络。',
    },
    unrounded: '尚未测量此形状网络的延迟台阶：此处的数值未按台阶取整。',
    rounded: (moment: string) => `已按 ${moment} 测量的延迟台阶取整。`,
    roundTo: '取整为其倍数',
    roundToHint: '8 或 16 适合多数加速硬件；1 表示不取整。',
    exclude: '以下各层保持不变',
    absorbBias: '将被剪除通道的常量并入下一层',
    absorbBiasHint: '被剪除的通道经归一化后仍输出的常量会加到下一层。',
    compensation: '补偿',
    compensationLead:
      '普通剪枝会丢失被剪除滤波器的信息。补偿在不增加规模的前提下把其中一部分带入较小的网络。每添加一项补偿，结果中就会多一个网络，与普通剪枝的网络并列。',
    compensations: {
      sketch: { title: '草图补偿', text: '论文方法：用全部滤波器的简短摘要替换一层的滤波器。只需要权重。' },
      merge: { title: '合并补偿', text: '在下一层中，由保留的滤波器分担被剪除滤波器的作用。只需要权重。' },
      refit: {
        title: '重拟合',
        text: '用部分训练图像逐层重新拟合，使其输出接近原来的输出。耗时最长，微调前通常保留得最多。',
      },
    },
    compensationMeasured:
      '我们的测量（VGG16 ×0.25，CIFAR-10）：不微调时，重拟合保留得最多；微调四轮后，没有一种补偿优于普通剪枝，草图补偿则略低于它。',
    noneChosen: '无：保留的滤波器保持原样。',
    add: (what: string) => `添加${what}`,
    addedOnce: '合并补偿没有设置项，添加一次即可。',
    remove: '移除',
    removeOf: (what: string) => `移除${what}`,
    repeated: '与上方某项相同，请修改或移除。',
    alpha: 'α：剪除比例超过此值的层（%）',
    alphaHint: '只有剪除比例更大的层才会进行草图补偿。',
    align: '将草图对齐到保留的滤波器',
    alignHint: '我们对论文方法的补充。不对齐时，下一层会遇到陌生的通道。',
    solver: '求解器',
    solvers: solversInChinese,
    scale: '缩放草图',
    scales: { none: '不缩放', kept: '缩放到保留滤波器的强度', unit: '缩放到 1' },
    carry: '将通道混合传递到下一层',
    sketchRefit: '随后用训练图像重拟合',
    images: '使用的训练图像（张）',
    ridge: '对原权重的保持强度（岭系数）',
    preview: '预览',
    previewWaiting: '选择方法后即可看到效果。',
    previewMissing: '预览需要先选择数据集和网络。',
    previewing: '正在制定方案',
    updating: '正在更新…',
    bases: basesInChinese,
    basisTitle: '结果的可靠程度',
    parameters: '参数量',
    macs: '单张图像的 MACs',
    before: '剪枝前',
    after: '剪枝后',
    change: '缩小倍数',
    keptShare: '保留比例',
    smallest: '在这些限制下可达到的最小规模',
    costs: '剪枝前后的规模',
    layers: '各层',
    layersChart: { channels: '保留与剪除的通道', parameters: '保留与剪除的参数', macs: '保留与剪除的 MACs' },
    show: '显示',
    measures: { channels: '通道', parameters: '参数', macs: 'MACs' },
    kept: '保留',
    removed: '剪除',
    layersSummary: (kept: string, all: string, layers: string) => `${layers} 个可剪枝层共 ${all}，保留 ${kept}。`,
    layer: '层',
    note: '说明',
    notes: (count: string) => `与要求不同的层：${count}`,
    certifying: '正在计算补偿保留的信息量',
    information: (variant: string) => `保留的信息：${variant}`,
    informationLead:
      '对每个草图补偿的层：草图保留的信息（1 − 误差）、求解器保证的下限（填补零行的层没有保证），以及仅保留滤波器时的信息量。',
    informationNone: '此补偿沿用保留的滤波器，运行前没有可出具的证书。',
    noLayerSelected: '没有层的剪除比例超过 α，因此此补偿不会改变任何层。',
    sketched: '草图保留',
    promised: '保证下限',
    plainly: '普通保留',
    filters: '滤波器',
    unprunable: '不可剪枝的层',
    channels: '通道数',
    reason: '原因',
    planned: (milliseconds: string) => `方案用时 ${milliseconds}。`,
  },
);
