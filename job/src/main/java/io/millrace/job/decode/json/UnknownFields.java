package io.millrace.job.decode.json;

/** What happens to the fields of one place in the schema that the schema does not know. */
interface UnknownFields {

    /**
     * Deals with one field.
     *
     * @param nameAt where its name begins
     * @param p where its value begins
     * @return the position behind the value, or {@link Failure#FAILED}
     */
    int take(byte[] b, int nameAt, int p, int end, Name name);

    /** Makes one for each record in the schema. */
    interface Factory {
        UnknownFields create(ContainerReader in);
    }
}
