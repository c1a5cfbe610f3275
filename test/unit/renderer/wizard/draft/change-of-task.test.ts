import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../../../src-shared/recipe.ts';
import { chooseDataset, chooseNetwork, setNetwork } from '../../../../../src-renderer/wizard/draft/choose.ts';
import { draftToRecipe } from '../../../../../src-renderer/wizard/draft/draft-to-recipe.ts';
import { emptyDraft, type Draft } from '../../../../../src-renderer/wizard/draft/draft.ts';
import { usualSettings } from '../../../../../src-renderer/wizard/draft/usual-settings.ts';

const shapes = chooseNetwork(chooseDataset(emptyDraft(undefined), 'generated'), 'vgg16');
const scenes = chooseNetwork(chooseDataset(emptyDraft(undefined), 'generated-scenes'), 'yolov3');

function check(draft: Draft): void {
  parseRecipe(JSON.parse(JSON.stringify(draftToRecipe(draft, 'a name'))));
}

describe('a data set for another task', () => {
  it('puts a network aside that does not suit it, and brings it back with its settings', () => {
    const wide = setNetwork(shapes, { kind: 'vgg16', width: 0.5 });
    const aside = chooseDataset(wide, 'generated-scenes');
    expect(aside.network).toBeUndefined();
    const back = chooseDataset(chooseNetwork(aside, 'centernet'), 'generated');
    expect(back.network).toEqual({ kind: 'vgg16', width: 0.5 });
    expect(chooseDataset(back, 'generated-scenes').network?.kind).toBe('centernet');
  });

  it('keeps an ONNX file, which may be for either', () => {
    const file = setNetwork(shapes, { kind: 'onnx', path: '/n.onnx' });
    expect(chooseDataset(file, 'generated-scenes').network).toEqual({ kind: 'onnx', path: '/n.onnx' });
  });

  it('leaves nothing behind that the host refuses for the other task', () => {
    const detector: Draft = { ...scenes, export: ['onnx', 'darknet'], evaluate: { protocol: 'visdrone' } };
    check(detector);
    check(chooseNetwork(chooseDataset(detector, 'generated'), 'vgg16'));
    check(chooseNetwork(chooseDataset({ ...shapes, export: ['onnx', 'tfjs'] }, 'generated-scenes'), 'yolov3'));
  });

  it('trains a detector as detectors are trained, with the sparsity that the approach has set', () => {
    const sparse = { ...shapes, train: shapes.train && { ...shapes.train, sparsity: 0.003 } };
    const { train, finetune } = chooseDataset(sparse, 'generated-scenes');
    expect(train).toMatchObject({ optimizer: 'adam', sparsity: 0.003 });
    expect(finetune?.learningRate).toBe(usualSettings('detection', undefined).finetune.learningRate);
    expect(chooseDataset({ ...shapes, finetune: undefined }, 'generated-scenes').finetune).toBeUndefined();
  });
});

describe('another network for the same task', () => {
  it('changes settings that are still the usual ones, and none of the user’s own', () => {
    const trained = setNetwork(scenes, { kind: 'yolov3', width: 1, weights: '/w.weights' });
    expect(trained.train?.optimizer).toBe('sgd');
    const own = { ...scenes, train: scenes.train && { ...scenes.train, epochs: 7 } };
    expect(setNetwork(own, { kind: 'yolov3', width: 1, weights: '/w.weights' }).train).toEqual(own.train);
  });

  it('writes no darknet files of a network that darknet can’t read', () => {
    const exported: Draft = { ...scenes, export: ['onnx', 'darknet'] };
    expect(chooseNetwork(exported, 'centernet').export).toEqual(['onnx']);
    expect(setNetwork(exported, { kind: 'yolov3', width: 0.5 }).export).toEqual(['onnx', 'darknet']);
  });

  it('writes darknet files of a network that came as such, unless that is taken back', () => {
    const file = chooseNetwork(scenes, 'darknet');
    expect(file.export).toEqual(['onnx', 'darknet']);
    const onnxAlone: Draft = { ...file, export: ['onnx'] };
    expect(setNetwork(onnxAlone, { kind: 'darknet', path: '/n.cfg' }).export).toEqual(['onnx']);
  });

  it('begins YOLOv3 with anchors scaled to an input that COCO’s are too large for', () => {
    const anchors = (draft: Draft): unknown => draft.network?.kind === 'yolov3' && draft.network.anchors;
    expect(anchors(scenes)).toContainEqual([86, 75]);
    expect(anchors(chooseNetwork(chooseDataset(emptyDraft(undefined), 'visdrone'), 'yolov3'))).toBeUndefined();
  });
});
