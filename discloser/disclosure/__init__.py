"""What one audience may know: policy, selection and the guards behind it."""
