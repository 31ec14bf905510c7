"""Matrix products in int8 with scales that are fixed ahead of time.

For a product x W, each channel j of x is first divided by d_j, and its row of W multiplied by d_j, so that a few large channels
do not take the range from all others (SmoothQuant, Xiao et al. 2023):

    d_j = max|x_j| ** STRENGTH / max|W_j| ** (1 - STRENGTH).

Then x has one scale and one zero for all, and W one scale per column. Maxima are those of texts of the corpus.

Scales taken from each batch as it comes would be simpler, but then a message is rounded by what others in its batch need: the
same text had probabilities that differed by up to a half, alone and in company.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from .batches import encode, grouped, padded, tokenizer_of
from .settings import Settings

#: Of .4, .5, .6, .75, .85, .9 and 1 the one with which probabilities stay nearest to those in fp32 (RUNS.md).
STRENGTH = 0.85
#: Weights reach from -64 to 64. Processors without VNNI add two products of a byte each in sixteen bits: 2 * 255 * 64 still fits.
WEIGHTS = 64
BUDGET = 4096
MICROSOFT = "com.microsoft"


@dataclass
class Reach:
    """The least and the greatest value of each channel of what a product is given."""

    least: Tensor
    most: Tensor


@dataclass(frozen=True)
class Product:
    """`(x * by) -> uint8 with scale and zero`, times `weight` [inputs, outputs] int8, times `scale * weight_scale`."""

    by: np.ndarray
    scale: float
    zero: int
    weight: np.ndarray
    weight_scale: np.ndarray


@torch.inference_mode()
def products(shipped: nn.Module, texts: list[str], settings: Settings) -> dict[str, Product]:
    """The products of all linear maps but the head's, by their path in the graph."""
    names = [name for name, part in shipped.named_modules() if isinstance(part, nn.Linear) and ".head." not in name]
    reaches: dict[str, Reach] = {}
    under_way: list[Tensor] = []
    hooks = [shipped.get_submodule(name).register_forward_pre_hook(_watch(name, reaches, under_way)) for name in names]
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        under_way[:] = [mask]
        shipped(table, mask)
    for hook in hooks:
        hook.remove()
    return {_path(name): smoothed(reaches[name], shipped.get_submodule(name).weight) for name in names}


def _watch(name: str, reaches: dict[str, Reach], under_way: list[Tensor]) -> Callable[..., None]:
    def hook(_part: nn.Module, given: tuple[Tensor, ...]) -> None:
        [x] = given
        rows = x[under_way[0].bool()] if x.ndim == 3 else x
        before = reaches.setdefault(name, Reach(rows[0], rows[0]))
        reaches[name] = Reach(torch.minimum(before.least, rows.amin(0)), torch.maximum(before.most, rows.amax(0)))

    return hook


def _path(name: str) -> str:
    """`network.encoder.layers.0.qkv` is `layers.0/qkv` in the graph."""
    *owner, part = name.removeprefix("network.encoder.").rsplit(".", 1)
    return "/".join([*owner, part])


def smoothed(reach: Reach, weight: Tensor) -> Product:
    """The product in bytes for a weight [outputs, inputs] and what it is given."""
    largest = torch.maximum(reach.least.abs(), reach.most.abs()).clamp_min(1e-5)
    divisor = largest**STRENGTH / weight.abs().amax(0).clamp_min(1e-5) ** (1 - STRENGTH)
    rows = weight.T * divisor[:, None]
    weight_scale = rows.abs().amax(0).clamp_min(1e-12) / WEIGHTS
    low, high = min(0.0, (reach.least / divisor).min().item()), (reach.most / divisor).max().item()
    scale = (high - low) / 255
    small = (rows / weight_scale).round().numpy().astype(np.int8)
    return Product((1 / divisor).numpy(), scale, round(-low / scale), small, weight_scale.numpy())


def in_int8(model: onnx.ModelProto, products: dict[str, Product]) -> None:
    """Puts the products in the place of the graph's own; the bias that is added to one is taken in."""
    graph = model.graph
    model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
    constants = {each.name: each for each in graph.initializer}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    made, gone, unused = [], set(), []
    for node in graph.node:
        path = "/".join(node.name.split("/")[-3:-1]).strip("/")
        if node.op_type not in {"MatMul", "Gemm"} or path not in products:
            made.append(node)
            continue
        bias, output = node.input[-1], node.output[0]
        if node.op_type == "MatMul":
            [add] = users[output]
            bias, output = next(name for name in add.input if name in constants), add.output[0]
            gone.add(add.name)
        made += _nodes(graph, path, products[path], node.input[0], bias, output)
        unused.append(constants[node.input[1]])
    del graph.node[:]
    graph.node.extend(node for node in made if node.name not in gone)
    for each in unused:
        graph.initializer.remove(each)


def _nodes(graph: onnx.GraphProto, path: str, product: Product, x: str, bias: str, output: str) -> list[onnx.NodeProto]:
    def constant(part: str, value: np.ndarray) -> str:
        graph.initializer.append(numpy_helper.from_array(value, f"{path}/{part}"))
        return f"{path}/{part}"

    by = constant("by", product.by.astype(np.float32))
    scale = constant("scale", np.array(product.scale, np.float32))
    zero = constant("zero", np.array(product.zero, np.uint8))
    weight, weight_scale = constant("weight", product.weight), constant("weight_scale", product.weight_scale.astype(np.float32))
    given = [f"{path}/bytes", weight, scale, weight_scale, zero, "", bias]
    return [
        helper.make_node("Mul", [x, by], [f"{path}/divided"], f"{path}/Mul"),
        helper.make_node("QuantizeLinear", [f"{path}/divided", scale, zero], [f"{path}/bytes"], f"{path}/QuantizeLinear"),
        helper.make_node("MatMulIntegerToFloat", given, [output], f"{path}/product", domain=MICROSOFT),
    ]
