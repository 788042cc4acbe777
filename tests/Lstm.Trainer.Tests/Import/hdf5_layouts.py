"""Writes HDF5 files with datasets in every layout that h5py has; value k of each, row by row, is k / 2.

    python3 hdf5_layouts.py FOLDER [paged]

"paged" writes arrays.h5 instead, of 3 MB, whose indexes have pages in their blocks and several levels.
"""
import sys

import h5py
import numpy as np


def values(shape, dtype="f4"):
    return (np.arange(int(np.prod(shape))) / 2).reshape(shape).astype(dtype)


def compact(file, name, shape):
    kind = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    kind.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple(shape)
    h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F32LE, space, kind).write(h5py.h5s.ALL, h5py.h5s.ALL, values(shape))


def early(file, name, shape, chunk):
    """Room for all chunks at once, which needs no index."""
    kind = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    kind.set_chunk(chunk)
    kind.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(shape), kind).write(h5py.h5s.ALL, h5py.h5s.ALL, values(shape))


def write(path, libver):
    with h5py.File(path, "w", libver=libver) as file:
        file.attrs["plain"] = "text"
        file.attrs["fixed"] = np.bytes_("text")
        file.attrs["list"] = ["one", "two", "three"]
        file.attrs["fixed_list"] = np.array([b"one", b"two", b"three"])
        file["scalar"] = np.float32(0)
        file["whole"] = values((5, 3))
        compact(file, "compact", (2, 3))
        early(file, "early", (5, 7), (2, 3))
        for name, dtype in (("half", "f2"), ("double", "f8"), ("big", ">f4"), ("big_double", ">f8"), ("big_half", ">f2")):
            file[name] = values((2, 3), dtype)
        make = lambda name, shape, **options: file.create_dataset(name, data=values(shape), **options)
        make("one_chunk", (4, 5), chunks=(4, 5))
        make("one_chunk_gzip", (4, 5), chunks=(4, 5), compression="gzip", shuffle=True)
        make("chunks", (5, 7), chunks=(2, 3))
        make("gzip", (5, 7), chunks=(2, 3), compression="gzip")
        make("shuffle", (5, 7), chunks=(2, 3), shuffle=True)
        make("all_filters", (5, 7, 2), chunks=(2, 3, 2), compression="gzip", compression_opts=9, shuffle=True, fletcher32=True)
        make("vector", (40,), chunks=(8,), compression="gzip")
        make("room", (5, 7), chunks=(2, 3), maxshape=(9, 20))
        make("grows", (70, 2), chunks=(1, 2), maxshape=(None, 2))
        make("grows_gzip", (30, 2), chunks=(1, 2), maxshape=(None, 2), compression="gzip")
        make("grows_aside", (3, 40), chunks=(2, 3), maxshape=(5, None))
        make("grows_both", (7, 7), chunks=(1, 1), maxshape=(None, None))
        make("grows_both_gzip", (5, 7), chunks=(2, 3), maxshape=(None, None), compression="gzip")
        few, many = file.create_group("few"), file.create_group("many")
        few["a"] = values((2,))
        for k in range(60):
            many[f"a_name_of_some_length_{k}"] = values((1,))
        crowded = file.create_group("crowded")
        for k in range(40):
            crowded.attrs[f"attribute{k}"] = f"text {k}"
        if libver == "latest":
            make("many_chunks", (1100,), chunks=(1,))
            crowded.attrs["long"] = np.bytes_("x" * 5000)


def main(folder, paged):
    if not paged:
        write(f"{folder}/layouts.h5", "earliest")
        write(f"{folder}/layouts-latest.h5", "latest")
    else:
        with h5py.File(f"{folder}/arrays.h5", "w", libver="latest") as file:
            file.create_dataset("grows", data=values((140_000,)), chunks=(1,), maxshape=(None,))
            file.create_dataset("grows_both", data=values((200, 200)), chunks=(1, 1), maxshape=(None, None))


if __name__ == "__main__":
    main(sys.argv[1], "paged" in sys.argv[2:])
