import type { Finding, FindingCode } from '../../../src-shared/dataset-report.ts';

const titles: Readonly<Record<FindingCode, string>> = {
  'unreadable-file': 'A file can’t be read',
  'missing-file': 'A file is missing',
  'truncated-record': 'A record is cut off',
  'label-out-of-range': 'A label names no class',
  'undecodable-image': 'Images that can’t be decoded',
  'wrong-class-names': 'The class names don’t fit',
  'unusable-layout': 'The folders are not arranged as needed',
  'duplicates-across-splits': 'The same image is in training and test',
  'duplicates-with-other-labels': 'The same image has different labels',
  'duplicates-within-split': 'The same image more than once',
  'constant-image': 'Images of nearly one colour',
  'empty-class': 'A class without images',
  'imbalanced-classes': 'Classes of very different size',
  'missing-records': 'Fewer records than published',
  'ignored-entries': 'Files that are ignored',
  undivided: 'No separate test images',
  'unusable-annotations': 'Annotations that can’t be used',
  'bad-annotation': 'Annotations that are no boxes',
  'unknown-class': 'Annotations of an unknown class',
  'oversized-image': 'Images of too many pixels',
  'no-images': 'No images to use',
  'missing-image': 'Annotated images are missing',
  'unreadable-image': 'Images that can’t be read',
  'other-size': 'Images of another size than annotated',
  'empty-box': 'Boxes of no area',
  'box-outside': 'Boxes outside their image',
  'duplicate-box': 'The same box twice in an image',
  'tiny-objects': 'Objects too small for this input',
  'crowded-image': 'More objects than detections count',
  'absent-class': 'A class without objects',
  'box-across-edge': 'Boxes across the edge',
  'image-without-objects': 'Images without objects',
  'image-without-annotations': 'Images without annotations',
  'stray-annotation': 'Annotations without an image',
  'imbalanced-objects': 'Classes of very different frequency',
};

const titlesInChinese: Readonly<Record<FindingCode, string>> = {
  'unreadable-file': '文件无法读取',
  'missing-file': '缺少文件',
  'truncated-record': '记录不完整',
  'label-out-of-range': '标签超出类别范围',
  'undecodable-image': '图像无法解码',
  'wrong-class-names': '类别名称不符',
  'unusable-layout': '文件夹结构不符合要求',
  'duplicates-across-splits': '同一图像同时出现在训练集和测试集',
  'duplicates-with-other-labels': '同一图像带有不同标签',
  'duplicates-within-split': '同一图像重复出现',
  'constant-image': '近乎单色的图像',
  'empty-class': '没有图像的类别',
  'imbalanced-classes': '各类别图像数量相差悬殊',
  'missing-records': '记录数少于公布的数量',
  'ignored-entries': '被忽略的文件',
  undivided: '没有单独的测试图像',
  'unusable-annotations': '标注文件无法使用',
  'bad-annotation': '标注不是有效的框',
  'unknown-class': '标注的类别不存在',
  'oversized-image': '图像像素过多',
  'no-images': '没有可用的图像',
  'missing-image': '缺少已标注的图像',
  'unreadable-image': '图像无法读取',
  'other-size': '图像尺寸与标注不符',
  'empty-box': '面积为零的框',
  'box-outside': '框在图像之外',
  'duplicate-box': '同一图像中重复的框',
  'tiny-objects': '目标相对输入尺寸过小',
  'crowded-image': '目标数超过计入的检测数',
  'absent-class': '没有目标的类别',
  'box-across-edge': '框超出图像边缘',
  'image-without-objects': '没有目标的图像',
  'image-without-annotations': '没有标注的图像',
  'stray-annotation': '标注找不到对应图像',
  'imbalanced-objects': '各类别目标数量相差悬殊',
};

const adviceInChinese: Readonly<Record<FindingCode, string>> = {
  'unreadable-file': '请检查权限，或重新下载。',
  'missing-file': '请重新解压官方压缩包。',
  'truncated-record': '请重新解压官方压缩包。',
  'label-out-of-range': '请重新解压官方压缩包；若数据来自其他来源，请检查标签字节的顺序。',
  'undecodable-image': '请修复、转换（PNG、JPEG、WebP、GIF、TIFF、AVIF）或移除这些图像。',
  'wrong-class-names': '请每行写一个类别名称；或删除该文件，改用官方名称。',
  'unusable-layout': '请按 <类别>/<图像> 组织，或按 train/<类别>/<图像> 与 test/<类别>/<图像> 组织。',
  'duplicates-across-splits': '网络会在背下来的图像上测试；要得到可信的准确率，请从其中一部分移除。',
  'duplicates-with-other-labels': '其中至少有一个标签是错的，请查看图像。',
  'duplicates-within-split': '每份副本都会计入；如有影响，请移除副本。',
  'constant-image': '请检查这些图像在生成时是否出错。',
  'empty-class': '网络无法学习或测试这样的类别；请补充图像，或去掉该类别。',
  'imbalanced-classes': '解读准确率时请注意：偏向大类的网络得分会偏高。',
  'missing-records': '若只用子集则无妨；否则请重新解压官方压缩包。',
  'ignored-entries': '若它们本就不是图像，则无需处理；图像按扩展名识别。',
  undivided: '训练前会从中抽取一部分用于测试，比例见上方“留作测试”。',
  'unusable-annotations': '请按各项说明更正。',
  'bad-annotation': '请更正或删除这些记录：框由四个有限的数组成，宽高不能为负。',
  'unknown-class': '请更正类别，或在类别名称中补上。',
  'oversized-image': '请连同标注一起缩小图像，或切成小块。',
  'no-images': '请把图像放到标注所指的位置。',
  'missing-image': '请把图像放到标注所指的位置；训练会略过缺少的图像。',
  'unreadable-image': '请修复或转换（PNG、JPEG、WebP、GIF、TIFF、AVIF）；训练会略过它们。',
  'other-size': '请检查图像是否被缩放而标注未随之改变。',
  'empty-box': '训练会略过它们；若该处确有目标，请更正。',
  'box-outside': '训练会略过它们；请检查这些框是否属于该图像，单位是否为该图像的像素。',
  'duplicate-box': '其中一个永远不会被检出，会计为漏检；请删除重复的框。',
  'tiny-objects': '请选择更大的输入尺寸，或把图像切成小块；CenterNet 的网格为 4 像素，YOLOv3 为 8 像素。',
  'crowded-image': '请在“预算”中调高“每张图像的检测数上限”，否则无法全部检出。',
  'absent-class': '网络无法学习或测试这样的类别；请补充图像，或去掉该类别。',
  'box-across-edge': '无需处理：超出部分会被裁去。',
  'image-without-objects': '若图中确实没有目标则无妨：它们教网络什么不是目标。',
  'image-without-annotations': 'YOLO 格式中视为没有目标的图像，其他格式中会被略过；若图中有目标，请标注。',
  'stray-annotation': '若只用大数据集的一部分则无妨；否则请补上图像条目。',
  'imbalanced-objects': '请查看各类别的平均精度，而不只是它们的均值。',
};

/** In place of advice that speaks of a recipe's keys or of the command line: where to set it here. */
const adviceInWindow: Readonly<Partial<Record<FindingCode, string>>> = {
  'unreadable-file': 'check the permissions, or download it again',
  undivided: 'a part of them is drawn for testing: how many, is said above at “Kept for testing”',
  'tiny-objects':
    'choose a larger input of the network above or cut the images into parts; CenterNet has cells of 4 pixels, YOLOv3 of 8',
  'crowded-image': 'raise “Most detections an image” in the step “Budget”, or not all of them can be found',
};

/** What a finding is called, and what is said of it. */
interface FindingTexts {
  readonly findings: Readonly<Record<FindingCode, string>>;
  /** What a finding comes to and what to do, in the host's words or the page's own. */
  readonly findingText: (finding: Finding) => { readonly message: string; readonly advice: string };
}

export const findingsInEnglish: FindingTexts = {
  findings: titles,
  findingText: ({ code, message, advice }) => ({ message, advice: adviceInWindow[code] ?? advice }),
};

export const findingsInChinese: FindingTexts = {
  findings: titlesInChinese,
  findingText: ({ code }) => ({ message: '', advice: adviceInChinese[code] }),
};
