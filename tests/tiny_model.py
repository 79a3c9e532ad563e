"""A tiny language model behind llama.cpp's own OpenAI-compatible server (package xllamacpp), for the test of the wire.

The model is a llama of one layer with random weights, written here: it generates tokens, is held to a JSON schema, and understands nothing.

    python -m tests.tiny_model FILE    write the model, serve it on a free port of the loopback until standard input ends; prints the address
"""

import sys
from pathlib import Path

import gguf
import numpy as np
import xllamacpp

WIDTH, HIDDEN, HEADS, CONTEXT = 32, 64, 2, 8192
TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


def write_model(path: Path) -> None:
    """A llama with a vocabulary of bytes and random weights, about a hundred kilobytes."""
    tokens: list[bytes] = [b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256)), "\u2581".encode()]
    tokens += [bytes([byte]) for byte in range(33, 127)]
    writer = gguf.GGUFWriter(path, "llama")
    for add, value in (
        (writer.add_context_length, CONTEXT), (writer.add_embedding_length, WIDTH), (writer.add_block_count, 1),
        (writer.add_feed_forward_length, HIDDEN), (writer.add_head_count, HEADS), (writer.add_head_count_kv, HEADS),
        (writer.add_layer_norm_rms_eps, 1e-5), (writer.add_rope_dimension_count, WIDTH // HEADS), (writer.add_vocab_size, len(tokens)),
        (writer.add_tokenizer_model, "llama"), (writer.add_token_list, tokens), (writer.add_token_scores, [-1.0] * len(tokens)),
        (writer.add_token_types, [2, 3, 3, *[6] * 256, *[1] * (len(tokens) - 259)]), (writer.add_bos_token_id, 1),
        (writer.add_eos_token_id, 2), (writer.add_unk_token_id, 0), (writer.add_add_space_prefix, False), (writer.add_chat_template, TEMPLATE),
    ):  # fmt: skip
        add(value)
    chance = np.random.default_rng(7)
    shapes = {"token_embd": (len(tokens), WIDTH), "output": (len(tokens), WIDTH)}
    shapes |= {f"blk.0.attn_{name}": (WIDTH, WIDTH) for name in ("q", "k", "v", "output")}
    shapes |= {"blk.0.ffn_gate": (HIDDEN, WIDTH), "blk.0.ffn_up": (HIDDEN, WIDTH), "blk.0.ffn_down": (WIDTH, HIDDEN)}
    for name, shape in shapes.items():
        writer.add_tensor(f"{name}.weight", (chance.standard_normal(shape) * 0.2).astype(np.float32))
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(path: Path) -> None:
    """Serve until standard input ends."""
    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.hostnames, params.port = str(path), CONTEXT, ["127.0.0.1"], 0
    params.warmup, params.n_parallel, params.cpuparams.n_threads = False, 1, 1
    server = xllamacpp.Server(params)
    sys.stdout.write(f"serving {server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    write_model(Path(sys.argv[1]))
    serve(Path(sys.argv[1]))
