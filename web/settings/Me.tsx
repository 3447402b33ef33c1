export default function Me() {
  return null;
}
