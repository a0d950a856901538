import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

final class Driver {
    static byte[] data(String field) {
        return HexFormat.of().parseHex(field, 1, field.length());
    }

    static String surrogate() {
        String name = "\ud800x";
        String written = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            return written;
        } catch (CharacterCodingException error) {
            return written + " error";
        }
    }

    static String answer(String[] fields) throws GeneralSecurityException {
        if (fields[0].equals("surrogate")) return surrogate();
        byte[] root = DurableId.rootKey(data(fields[1]));
        switch (fields[0]) {
            case "root":
                return HexFormat.of().formatHex(root);
            case "key":
                return HexFormat.of().formatHex(DurableId.keyOf(root, Integer.parseInt(fields[2])));
            case "name":
                return DurableId.idFromName(root, data(fields[2]), Integer.parseInt(fields[3]));
            case "seal":
                int code = Integer.parseInt(fields[3]);
                return DurableId.seal(DurableId.keyOf(root, code), data(fields[2]), code);
            default:
                try {
                    return String.valueOf(DurableId.validate(root, new String(data(fields[2]), StandardCharsets.UTF_8)));
                } catch (IllegalArgumentException error) {
                    return error.getMessage();
                }
        }
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        StringBuilder answers = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.append(answer(line.split("\t"))).append('\n');
        }
        System.out.print(answers);
    }
}
