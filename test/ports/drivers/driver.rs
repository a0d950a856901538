mod durable_id;

use durable_id::{id_from_name, key_of, root_key, seal, validate, Refused};

fn data(field: &str) -> Vec<u8> {
    hex::decode(&field[1..]).unwrap()
}

fn surrogate() -> String {
    match String::from_utf16(&[0xd800, 0x78]) {
        Ok(name) => hex::encode(name),
        Err(_) => "error".to_string(),
    }
}

fn answer(fields: &[&str]) -> String {
    if fields[0] == "surrogate" {
        return surrogate();
    }
    let root = root_key(&data(fields[1]));
    let code = || fields.last().unwrap().parse::<u8>().unwrap();
    match fields[0] {
        "root" => hex::encode(root),
        "key" => hex::encode(key_of(&root, code())),
        "name" => id_from_name(&root, &data(fields[2]), code()),
        "seal" => {
            let base = data(fields[2]).try_into().unwrap();
            seal(&key_of(&root, code()), base, code())
        }
        _ => match validate(&root, std::str::from_utf8(&data(fields[2])).unwrap()) {
            Ok(code) => code.to_string(),
            Err(Refused::Malformed) => "malformed".to_string(),
            Err(Refused::Foreign) => "foreign".to_string(),
        },
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        println!("{}", answer(&line.unwrap().split('\t').collect::<Vec<_>>()));
    }
}
