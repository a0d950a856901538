import sys

from durable_id import id_from_name, key_of, root_key, seal, validate


def data(field):
    return bytes.fromhex(field[1:])


def surrogate():
    try:
        return "\ud800x".encode().hex()
    except UnicodeEncodeError:
        return "error " + "\ud800x".encode("utf-8", "surrogatepass").hex()


def answer(question, *fields):
    if question == "surrogate":
        return surrogate()
    root = root_key(data(fields[0]))
    if question == "root":
        return root.hex()
    if question == "key":
        return key_of(root, int(fields[1])).hex()
    if question == "name":
        return id_from_name(root, data(fields[1]), int(fields[2]))
    if question == "seal":
        code = int(fields[2])
        return seal(key_of(root, code), data(fields[1]), code)
    try:
        return str(validate(root, data(fields[1]).decode()))
    except ValueError as error:
        return str(error)


for line in sys.stdin:
    print(answer(*line.rstrip("\n").split("\t")))
