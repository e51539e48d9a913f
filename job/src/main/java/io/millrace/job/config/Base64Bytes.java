package io.millrace.job.config;

import java.util.Arrays;
import java.util.Base64;

/** Bytes that are written as base64, which may have spaces and line ends in it. */
@ValueForm(name = "base64", expected = "base64", pattern = "^[A-Za-z0-9+/=\\s]*$")
public record Base64Bytes(byte[] bytes) {

    public Base64Bytes {
        bytes = bytes.clone();
    }

    public static Base64Bytes parse(String text) {
        try {
            return new Base64Bytes(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected base64, but got " + Quote.text(text), e);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Base64Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
