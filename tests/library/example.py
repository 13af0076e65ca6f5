"""The places and the map of a document, by libgazmap through ctypes.

    python3 example.py LIBRARY DOCUMENT MAP.svg
"""
import ctypes
import json
import sys
from ctypes import POINTER, Structure, byref, c_char, c_char_p, c_int, c_size_t, c_void_p


class Error(Structure):
    _fields_ = [("code", c_int), ("message", c_char * 1024)]


class Gazmap:
    """A handle: for one thread at a time, any number of them side by side."""

    def __init__(self, library):
        self.lib = ctypes.CDLL(library)
        for name, result, arguments in (
                ("open", c_void_p, [c_char_p]), ("set", c_int, [c_void_p, c_char_p, c_char_p]),
                ("read_memory", c_void_p, [c_void_p, c_char_p, c_char_p, c_size_t]),
                ("mentions", c_void_p, [c_void_p, POINTER(c_size_t)]),
                ("draw_file", c_int, [c_void_p, c_char_p])):
            function = getattr(self.lib, "gazmap_" + name)
            function.restype, function.argtypes = result, arguments + [POINTER(Error)]
        for name in ("close", "document_free", "free"):
            function = getattr(self.lib, "gazmap_" + name)
            function.restype, function.argtypes = None, [c_void_p]
        self.handle = self.call("open", None)

    def call(self, name, *arguments):
        error = Error()
        result = getattr(self.lib, "gazmap_" + name)(*arguments, byref(error))
        if not result:
            raise RuntimeError(error.message.decode())
        return result

    def places_and_map(self, name, text, path):
        data = text.encode()
        document = self.call("read_memory", self.handle, name.encode(), data, len(data))
        try:
            length = c_size_t()
            found = self.call("mentions", document, byref(length))
            places = json.loads(ctypes.string_at(found, length.value))[0]["mentions"]
            self.lib.gazmap_free(found)
            self.call("draw_file", document, path.encode())
            return places
        finally:
            self.lib.gazmap_document_free(document)

    def close(self):
        self.lib.gazmap_close(self.handle)


def main(library, document, path):
    gazmap = Gazmap(library)
    gazmap.call("set", gazmap.handle, b"title", b"An example")
    with open(document, encoding="utf-8") as f:
        places = gazmap.places_and_map(document, f.read(), path)
    for p in places:
        if p["role"] == "location" and p.get("place"):
            print(p["surface"], p["place"]["lat"], p["place"]["lon"], sep="\t")
    gazmap.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
